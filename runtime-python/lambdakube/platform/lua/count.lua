-- ARGV: field, number, for each count. Adds to the counts of a session, which are only shown.

local name = prefix .. 'counts'
for place = 1, #ARGV, 2 do
  redis.call('HINCRBY', name, ARGV[place], ARGV[place + 1])
end
redis.call('PEXPIREAT', name, expiry)
return 0

-- ARGV: field, text, for each process and service; an empty text takes the field away. Notes what is being worked on, to be shown.

if is_ended then
  return 0
end
local name = prefix .. 'running'
for place = 1, #ARGV, 2 do
  if ARGV[place + 1] == '' then
    redis.call('HDEL', name, ARGV[place])
  else
    redis.call('HSET', name, ARGV[place], ARGV[place + 1])
    made(name)
  end
end
return 0

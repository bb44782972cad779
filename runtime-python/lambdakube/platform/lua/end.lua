-- ARGV: 1 for a failure, raw value, the reason of an end from outside. Ends the session, and removes what it held. Gives what
-- stands in the mark, and nothing where the session has ended before.

local name = prefix .. 'end'
if redis.call('HSETNX', name, 'failed', ARGV[1]) == 0 then
  return {}
end
redis.call('HSET', name, 'raw', ARGV[2], 'reason', ARGV[3])
redis.call('PEXPIREAT', name, expiry)
local keys = redis.call('SMEMBERS', prefix .. 'keys')
for first = 1, #keys, 1000 do
  redis.call('UNLINK', unpack(keys, first, math.min(first + 999, #keys)))
end
redis.call('UNLINK', prefix .. 'keys')
return redis.call('HGETALL', KEYS[1])

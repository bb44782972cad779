-- KEYS: the open sessions of a release, by when their time is over. ARGV: session, when its time is over, now, how many there may be.
-- Gives 1 where the session is one of them, 0 where there is no room. It runs alone, without the scripts' common part.

redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[3])
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  return 1
end
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[4]) then
  return 0
end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
return 1

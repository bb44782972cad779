-- ARGV: id, group, bytes. Stores a value until its group is done, without a group until the session's end.

local id, group = ARGV[1], ARGV[2]
local state = group ~= '' and load(group)
if is_ended or (state and state.kind == 'tomb') then
  return 0
end
local name = key('value', id)
if redis.call('SET', name, ARGV[3], 'NX') then
  made(name)
  if group ~= '' then
    redis.call('SADD', key('owned', group), name)
    made(key('owned', group))
  end
end
return 1

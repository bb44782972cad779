-- ARGV: kind, group, parent, slot, service, body, then by kind:
--   join: low, failure, JSON of [open, waits], and slot, value of all that is known
--   gather: count, note
--   fold: note, initial, JSON of the ids of stored values, the items
-- Gives the element of a fold whose turn it is.

local kind, id = ARGV[1], ARGV[2]
local state = load(id)
if is_ended or (state and state.kind == 'tomb') then
  return {}
end
if state then
  return kind == 'fold' and {fold_envelope(id, state)} or {}
end
local group = key('group', id)
state = {kind = kind, parent = ARGV[3], slot = tonumber(ARGV[4]), service = ARGV[5], over = false}
if kind == 'join' then
  local lists = cjson.decode(ARGV[9])
  state.low, state.pending, state.waits, state.fired = tonumber(ARGV[7]), lists[1], lists[2], {}
  redis.call('HSET', group, 'body', ARGV[6])
  if ARGV[8] ~= '' then
    redis.call('HSET', group, 'failure', ARGV[8])
  end
  for place = 10, #ARGV, 2 do
    redis.call('HSET', group, 'k' .. ARGV[place], ARGV[place + 1])
  end
elseif kind == 'gather' then
  local count = tonumber(ARGV[7])
  state.count, state.missing, state.low, state.size = count, count, NO_FAILURE, 0
  redis.call('HSET', group, 'note', ARGV[8])
else
  state.at, state.count = 0, #ARGV - 9
  redis.call('HSET', group, 'body', ARGV[6], 'note', ARGV[7], 'accumulator', 'b' .. ARGV[8], 'refs', ARGV[9])
  local slots = key('slots', id)
  for place = 10, #ARGV do
    redis.call('HSET', slots, place - 10, ARGV[place])
  end
  made(slots)
end
save(id, state)
flush()
return kind == 'fold' and {fold_envelope(id, state)} or {}

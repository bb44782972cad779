-- ARGV: the size above which a gathered list stays where it is, then for each arrival: group, slot, 1 for a failure, raw value.
-- Gives what is ready, the joins to be confirmed, the fan-outs that are done, their notes.

local large = tonumber(ARGV[1])
local result = {ready = {}, closing = {}, closed = {}, done = {}}

local function fill_join(id, state, slot, failed, raw)
  table.remove(state.pending, at(state.pending, slot))
  if failed then
    state.low = slot
    redis.call('HSET', key('group', id), 'failure', string.sub(raw, 2))
  else
    redis.call('HSET', key('group', id), 'k' .. slot, raw)
  end
  state.over = true
  for _, open in ipairs(state.pending) do
    if open < state.low then
      state.over = false
    end
  end
  if not state.over and not failed then
    local waits = {}
    for _, wait in ipairs(state.waits) do
      local place = at(wait[2], slot)
      if place then
        table.remove(wait[2], place)
      end
      if #wait[2] == 0 and wait[1] < state.low then
        state.fired[#state.fired + 1] = {wait[1], slot, wait[3]}
        state.pending[#state.pending + 1] = wait[1]
      else
        waits[#waits + 1] = wait
      end
    end
    state.waits = waits
  end
end

-- How many of the first bits of a string are set.
local function count(name, bits)
  local bytes = math.floor(bits / 8)
  local set = bytes > 0 and redis.call('BITCOUNT', name, 0, bytes - 1) or 0
  for bit = bytes * 8, bits - 1 do
    set = set + redis.call('GETBIT', name, bit)
  end
  return set
end

local function fill_gather(id, state, slot, failed, raw)
  if failed then
    state.low = slot
    state.missing = slot - count(key('bits', id), slot)
    redis.call('HSET', key('group', id), 'failure', string.sub(raw, 2))
  else
    redis.call('SETBIT', key('bits', id), slot, 1)
    redis.call('HSET', key('slots', id), slot, string.sub(raw, 2))
    made(key('bits', id))
    made(key('slots', id))
    state.missing = state.missing - 1
    state.size = state.size + #raw
  end
  state.over = state.missing == 0
end

local function fill_fold(id, state, slot, failed, raw)
  redis.call('HSET', key('group', id), 'accumulator', raw)
  state.at = state.at + 1
  state.failed = failed
  state.over = failed or state.at == state.count
end

-- The list of what was gathered. It is put together without being read; a large one stays where it is, and its id goes on.
local function gathered(id, state)
  if state.size > large then
    state.kept = true
    return 'r@' .. id
  end
  local parts = {}
  for first = 0, state.count - 1, 1000 do
    local fields = {}
    for slot = first, math.min(first + 1000, state.count) - 1 do
      fields[#fields + 1] = slot
    end
    for _, value in ipairs(redis.call('HMGET', key('slots', id), unpack(fields))) do
      parts[#parts + 1] = value
    end
  end
  return 'b[' .. table.concat(parts, ',') .. ']'
end

-- Whether a fan-out failed, and what it gives.
local function outcome(id, state)
  if state.kind == 'gather' then
    if state.low < NO_FAILURE then
      return true, 'b' .. redis.call('HGET', key('group', id), 'failure')
    end
    return false, gathered(id, state)
  end
  return state.failed, redis.call('HGET', key('group', id), 'accumulator')
end

local fill = {join = fill_join, gather = fill_gather, fold = fill_fold}

-- An arrival, and what follows from it up through the groups around.
local function arrive(id, slot, failed, raw)
  while true do
    local state = not is_ended and load(id)
    if not state or state.kind == 'tomb' then
      again(id, slot, result)
      return
    end
    if wanted(id, state, slot) then
      fill[state.kind](id, state, slot, failed, raw)
      save(id, state)
    end
    if state.kind == 'join' then
      repeated(id, state, slot, result.ready)
      if state.over then
        result.closing[#result.closing + 1] = id
      end
      return
    elseif not state.over then
      repeated(id, state, slot, result.ready)
      return
    end
    result.closed[#result.closed + 1] = id
    result.done[#result.done + 1] = redis.call('HGET', key('group', id), 'note')
    failed, raw = outcome(id, state)
    bury(id, state)
    id, slot = state.parent, state.slot
  end
end

for place = 2, #ARGV, 4 do
  arrive(ARGV[place], tonumber(ARGV[place + 1]), ARGV[place + 2] == '1', ARGV[place + 3])
end
flush()
return is_lost and LOST or {result.ready, result.closing, result.closed, result.done}

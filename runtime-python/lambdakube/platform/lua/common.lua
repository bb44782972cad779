-- What all scripts begin with. KEYS[1] is the session's mark, lk:{session}:mark; every other key is named after it, so that all
-- keys of a session lie on one node of a cluster. Raw values are told apart by their first byte: b for bytes, r for the id of a stored value.

local prefix = string.sub(KEYS[1], 1, -5)
local expiry = redis.call('HGET', KEYS[1], 'expiry')
if not expiry then
  return redis.error_reply('STORELOST the session has no mark')
end

local NO_FAILURE = 1073741824

local function key(kind, id)
  return prefix .. kind .. ':' .. id
end

local is_ended = redis.call('EXISTS', prefix .. 'end') == 1

-- A group is open before anything can arrive in it, and leaves a tombstone: one that is not there while its session goes on is lost.
local is_lost = false
local LOST = redis.error_reply('STORELOST a group of the session is gone')

-- A key that was made: it goes with the session, at its end or when its time is over.
local known_keys = {}
local function made(name)
  if not known_keys[name] then
    known_keys[name] = true
    redis.call('PEXPIREAT', name, expiry)
    redis.call('SADD', prefix .. 'keys', name)
    redis.call('PEXPIREAT', prefix .. 'keys', expiry)
  end
end

-- The state of a group, or nil; its body, failure and values stand in fields of their own. States are written once, by `flush`.
local states, changed = {}, {}
local function load(id)
  local state = states[id]
  if state == nil then
    local packed = redis.call('HGET', key('group', id), 'state')
    state = packed and cmsgpack.unpack(packed)
    states[id] = state
  end
  return state or nil
end

local function save(id, state)
  states[id] = state
  changed[id] = true
end

local function flush()
  for id in pairs(changed) do
    redis.call('HSET', key('group', id), 'state', cmsgpack.pack(states[id]))
    made(key('group', id))
  end
end

local function at(list, value)
  for place, each in ipairs(list) do
    if each == value then
      return place
    end
  end
end

-- Whether the outcome for a slot is still waited for.
local function wanted(id, state, slot)
  if state.kind == 'join' then
    return slot < state.low and at(state.pending, slot) ~= nil
  elseif state.kind == 'gather' then
    return slot < state.count and slot < state.low and redis.call('GETBIT', key('bits', id), slot) == 0
  end
  return state.kind == 'fold' and slot == state.at
end

local function alive(id, slot)
  if is_ended then
    return false
  end
  while id ~= '' do
    local state = load(id)
    if not state then
      is_lost = true
      return false
    elseif not wanted(id, state, slot) then
      return false
    end
    id, slot = state.parent, state.slot
  end
  return true
end

local function fold_envelope(id, state)
  local fields = redis.call('HMGET', key('group', id), 'body', 'accumulator', 'refs')
  local item = redis.call('HGET', key('slots', id), state.at)
  return {'item', id, state.service, id, state.at, fields[1], state.at, item, fields[2], fields[3]}
end

-- The frame of a join as a whole, or one of its steps, with the values that are needed.
local function resume(id, state, step, uses)
  local known = {}
  local fields = redis.call('HGETALL', key('group', id))
  local body, failure
  for place = 1, #fields, 2 do
    local name, value = fields[place], fields[place + 1]
    if name == 'body' then
      body = value
    elseif name == 'failure' then
      failure = value
    elseif string.sub(name, 1, 1) == 'k' then
      local slot = tonumber(string.sub(name, 2))
      if not uses or at(uses, slot) then
        known[#known + 1] = slot
        known[#known + 1] = value
      end
    end
  end
  if uses then
    return {'resume', id .. ':' .. step, state.service, id, step, body, step, -1, '', known}
  end
  return {'resume', id .. ':all', state.service, state.parent, state.slot, body, -1, state.low, failure or '', known}
end

-- What an arrival in a slot made ready and is not known to have ended.
local function repeated(id, state, slot, ready)
  if state.kind == 'join' then
    if state.over then
      ready[#ready + 1] = resume(id, state)
      return
    end
    for _, one in ipairs(state.fired) do
      if one[2] == slot and at(state.pending, one[1]) then
        ready[#ready + 1] = resume(id, state, one[1], one[3])
      end
    end
  elseif state.kind == 'fold' and slot == state.at - 1 then
    ready[#ready + 1] = fold_envelope(id, state)
  end
end

-- Of a group that is done only its tombstone stays, with what waited for it: an earlier arrival may have made that ready.
local function bury(id, state)
  local owned = key('owned', id)
  for _, value in ipairs(redis.call('SMEMBERS', owned)) do
    redis.call('UNLINK', value)
  end
  local kept = state.kind == 'gather' and state.kept
  redis.call('UNLINK', key('group', id), key('bits', id), owned)
  if not kept then
    redis.call('UNLINK', key('slots', id))
  end
  local join = state.kind == 'join'
  save(id, {kind = 'tomb', parent = join and '' or state.parent, slot = join and 0 or state.slot})
end

-- As `repeated`, for a group that may be done: then what waited for it counts.
local function again(id, slot, result)
  while id ~= '' and not is_ended do
    local state = load(id)
    if not state then
      is_lost = true
      return
    elseif state.kind ~= 'tomb' then
      repeated(id, state, slot, result.ready)
      if state.over and state.kind == 'join' then
        result.closing[#result.closing + 1] = id
      end
      return
    end
    id, slot = state.parent, state.slot
  end
end

-- ARGV: group. Gives the first failing element of a map that goes on, or the number that stands for none; 0 where nothing waits for it.

local state = load(ARGV[1])
if not state or state.kind ~= 'gather' or not alive(state.parent, state.slot) then
  return 0
end
return state.low

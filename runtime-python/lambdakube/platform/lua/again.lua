-- ARGV: group, slot. Gives what an earlier arrival in this slot made ready, and the joins to be confirmed.

local result = {ready = {}, closing = {}}
again(ARGV[1], tonumber(ARGV[2]), result)
return is_lost and LOST or {result.ready, result.closing, {}, {}}

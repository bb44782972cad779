-- ARGV: group, slot, for each message. Gives 1 for those whose outcome is waited for.

local result = {}
for place = 1, #ARGV, 2 do
  result[#result + 1] = alive(ARGV[place], tonumber(ARGV[place + 1])) and 1 or 0
end
return is_lost and LOST or result

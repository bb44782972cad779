module Main exposing (..)


repeated : String -> Int -> String
repeated text times =
    if times <= 1 then
        text

    else
        text ++ repeated text (times - 1)


cheer : String
cheer =
    repeated 3 "hey "

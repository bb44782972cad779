module Main exposing (..)


counted : Int -> String
counted count =
    if count == 1 then
        "one"

    else
        count

module Main exposing (..)


isZero : Int -> Bool
isZero n =
    if n == 0 then
        True

    else
        False

module Main exposing (..)


point : { x : Int, y : Int }
point =
    { x = 1
    , y = 2 }


twice : Int -> Int
twice n =
    n * 2

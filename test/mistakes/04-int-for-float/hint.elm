module Main exposing (..)


gross : Float -> Int -> Float
gross net count =
    net * toFloat count

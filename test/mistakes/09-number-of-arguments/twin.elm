module Main exposing (..)


volume : Int -> Int -> Int -> Int
volume width height depth =
    width * height * depth


box : Int
box =
    volume 2 3

module Main exposing (..)


sum : List Int -> Int
sum xs =
    0 |> List.foldl xs (\x total -> total + x)

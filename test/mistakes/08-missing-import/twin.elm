module Main exposing (..)


parts : List Int -> Int
parts xs =
    Array.length (Array.fromList xs)

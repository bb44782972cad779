module Main exposing (..)


total : Int -> Int -> Int
total price quantity =
    price * quantity

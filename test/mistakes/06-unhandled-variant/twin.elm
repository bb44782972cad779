module Main exposing (..)


type Shape
    = Circle Float
    | Square Float
    | Rectangle Float Float


area : Shape -> Float
area shape =
    case shape of
        Circle radius ->
            3.14 * radius * radius

        Square side ->
            side * side

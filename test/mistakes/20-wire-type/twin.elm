port module Main exposing (..)


port work : { name : String, run : Int -> Int } -> Cmd msg

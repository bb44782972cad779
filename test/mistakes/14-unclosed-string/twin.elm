module Main exposing (..)


greeting : String -> String
greeting name =
    "Hello, " ++ name ++ "!

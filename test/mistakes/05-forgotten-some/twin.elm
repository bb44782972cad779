module Main exposing (..)


nickname : String -> Maybe String
nickname name =
    if name == "Robert" then
        "Bob"

    else
        Nothing

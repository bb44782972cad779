module Main exposing (..)


ship : { city : String, express : Bool } -> String
ship { city, express } =
    if express then
        city ++ " by air"

    else
        city


order : String
order =
    ship { city = "Oslo", expres = True }

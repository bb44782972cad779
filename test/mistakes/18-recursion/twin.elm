module Main exposing (..)


type Nested a
    = Flat a
    | Deeper (Nested (List a))


depth nested =
    case nested of
        Flat _ ->
            1

        Deeper inner ->
            1 + depth inner

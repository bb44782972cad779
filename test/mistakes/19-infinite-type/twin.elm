module Main exposing (..)


applyToItself f =
    f f

module Main exposing (..)


primes =
    [ 2, 3, String.toInt "5", 7 ]

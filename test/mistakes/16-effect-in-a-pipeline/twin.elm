module Main exposing (..)


stock : String -> Cmd Int
stock _ =
    Cmd.none


price : Int -> Int
price left =
    left + 1


quote : String -> Int
quote sku =
    price (stock sku)

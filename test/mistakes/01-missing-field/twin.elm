module Main exposing (..)


type alias Line =
    { sku : String, quantity : Int, price : Int }


firstLine : Line
firstLine =
    { sku = "pen", price = 2 }

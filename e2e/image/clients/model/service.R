# What plumber alone was run with: nothing in it knows of the service around it.

library(randomForest)

#* @apiTitle Prices of houses
#* @apiVersion 2.1.0

model <- readRDS("model.rds")
houses <- read.csv("sample.csv")

#* @filter stamp
function(req, res) {
  res$setHeader("X-Asked", req$PATH_INFO)
  plumber::forward()
}

#* The price of the first house, had it so many rooms
#* @param rooms:dbl Rooms
#* @param lstat:dbl* Part of the population of lower status, in percent
#* @get /rooms/<rooms:dbl>/price
#* @serializer unboxedJSON list(digits = 17)
function(rooms, lstat) {
  house <- transform(houses[1L, ], rm = rooms, lstat = as.numeric(lstat))
  list(price = unname(predict(model, house)), rooms = rooms)
}

#* The prices of houses
#* @post /prices
#* @serializer json list(digits = 17)
function(req) unname(predict(model, as.data.frame(req$body)))

#* @get /houses
#* @serializer csv
function() houses

#* @delete /houses/<id:int>
function(id, res) {
  res$status <- 409
  list(error = paste("house", id, "is part of the sample"))
}

#* @get /fail
function() stop("it could not be done")

score <- function(model, data) predict(model, data)

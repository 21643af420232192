# The probability that a photograph is fit: one hidden layer of six units.
score <- function(model, data) {
  x <- sweep(sweep(as.matrix(data[names(model$centre)]), 2L, model$centre), 2L, model$scale, "/")
  hidden <- cbind(1, tanh(cbind(1, x) %*% model$layers[[1L]]))
  data.frame(fit = drop(plogis(hidden %*% model$layers[[2L]])))
}

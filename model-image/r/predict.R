# How a model that comes without a script is asked: predict() with the type that answers on the scale of the response.

as_matrix <- function(data) {
  wrong <- names(data)[!vapply(data, is.numeric, NA)]
  if (length(wrong)) stop("this model takes numbers only, and column ", wrong[1L], " holds ", class(data[[wrong[1L]]])[1L], call. = FALSE)
  as.matrix(data)
}

predict_by_class <- function(model) {
  is <- function(...) inherits(model, c(...))
  if (is.null(model)) stop("there is no model.rds, so score.R must define load(path)", call. = FALSE)
  if (is.function(model)) function(model, data) model(data)
  else if (is("cv.glmnet")) function(model, data) drop(stats::predict(model, as_matrix(data), s = "lambda.1se", type = "response"))
  else if (is("glmnet")) function(model, data) drop(stats::predict(model, as_matrix(data), type = "response"))
  else if (is("xgb.Booster", "lgb.Booster")) function(model, data) stats::predict(model, as_matrix(data))
  else if (is("ranger")) function(model, data) stats::predict(model, data)$predictions
  else if (is("gbm")) function(model, data) stats::predict(model, data, n.trees = model$n.trees, type = "response")
  else if (is("rpart")) {
    type <- if (identical(model$method, "class")) "class" else "vector"
    function(model, data) unname(stats::predict(model, data, type = type))
  }
  else if (is("multinom") || (is("nnet") && !is.null(model$lev))) function(model, data) stats::predict(model, data, type = "class")
  else if (is("nnet")) function(model, data) drop(stats::predict(model, data, type = "raw"))
  else if (is("lda", "qda", "polr") && !is("polr")) function(model, data) stats::predict(model, data)$class
  else if (is("glm", "gam", "randomForest")) function(model, data) stats::predict(model, data, type = "response")
  else function(model, data) stats::predict(model, data)
}

# Any answer of score() as a data frame: a vector is one column, a matrix has its columns' names, a list of columns is what it says.
as_answer <- function(value, names) {
  if (is.data.frame(value)) return(value)
  if (is.matrix(value) && (is.numeric(value) || is.logical(value) || is.character(value))) {
    columns <- colnames(value)
    value <- lapply(seq_len(ncol(value)), function(column) as.vector(value[, column]))
    names <- columns %||% (if (length(value) == length(names)) names else paste0("prediction", if (length(value) > 1L) seq_along(value)))
  } else if (is.list(value)) {
    if (is.null(names(value))) stop("score() answered a list without names", call. = FALSE)
    names <- names(value)
  } else if (is.atomic(value) && !is.null(value)) {
    value <- list(value)
    names <- if (length(names) == 1L) names else "prediction"
  } else {
    stop("score() answered ", if (is.null(value)) "NULL" else paste("an object of class", class(value)[1L]),
      "; it must answer a vector, a matrix, a data frame or a list of columns", call. = FALSE)
  }
  rows <- unique(lengths(value))
  if (length(rows) > 1L) stop("score() answered columns of different lengths: ", paste(lengths(value), collapse = ", "), call. = FALSE)
  value <- lapply(value, function(column) { names(column) <- NULL; dim(column) <- NULL; column })
  attributes(value) <- list(names = names, class = "data.frame", row.names = c(NA_integer_, -rows))
  value
}

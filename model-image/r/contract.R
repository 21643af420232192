# What a fitted model says about its own inputs. A column's type is "any" where the model names it and no more.

column <- function(name, type = "any", levels = character()) {
  list(name = name, type = type, nullable = FALSE, levels = I(levels), minimum = NULL, maximum = NULL, description = "")
}

TERM_TYPES <- c(numeric = "double", logical = "logical", factor = "factor", ordered = "ordered", character = "string")

contract_from_terms <- function(model) {
  terms <- tryCatch(stats::delete.response(stats::terms(model)), error = function(e) NULL)
  if (is.null(terms)) return(NULL)
  classes <- attr(terms, "dataClasses")
  lapply(all.vars(terms), function(name) {
    type <- TERM_TYPES[classes[name]]
    levels <- model$xlevels[[name]]
    # A character column of the training data is kept by its levels alone, and so is treated as a factor by predict().
    if (is.na(type)) column(name)
    else if (type == "string" && !is.null(levels)) column(name, "factor", levels)
    else if (type %in% c("factor", "ordered")) if (is.null(levels)) column(name, "string") else column(name, unname(type), levels)
    else column(name, unname(type))
  })
}

contract_of_forest <- function(model) {
  levels <- model$forest$xlevels
  if (is.null(levels)) return(NULL)
  classes <- attr(model$terms, "dataClasses")
  Map(function(name, levels) {
    if (!is.character(levels)) return(column(name, if (identical(unname(classes[name]), "logical")) "logical" else "double"))
    column(name, if (identical(unname(classes[name]), "ordered")) "ordered" else "factor", levels)
  }, names(levels), levels, USE.NAMES = FALSE)
}

contract_of_ranger <- function(model) {
  levels <- model$forest$covariate.levels
  lapply(model$forest$independent.variable.names, function(name) {
    known <- levels[[name]]
    if (is.null(known)) column(name, if (is.null(levels)) "any" else "double") else column(name, "factor", known)
  })
}

# NULL where the model does not say.
contract_learn <- function(model) {
  if (inherits(model, "randomForest")) contract_of_forest(model) %||% contract_from_terms(model)
  else if (inherits(model, "ranger")) contract_of_ranger(model)
  else if (inherits(model, c("xgb.Booster")) && !is.null(model$feature_names)) lapply(model$feature_names, column, type = "double")
  else if (inherits(model, "cv.glmnet")) contract_learn(model$glmnet.fit)
  else if (inherits(model, "glmnet") && is.matrix(model$beta)) lapply(rownames(model$beta), column, type = "double")
  else contract_from_terms(model)
}

# A model folder: model.rds alone, or score.R with score(model, data) and, where model.rds is not enough, load(path).

model_load <- function(path) {
  script <- file.path(path, "score.R")
  object <- file.path(path, "model.rds")
  environment <- new.env(parent = globalenv())
  if (file.exists(script)) {
    previous <- setwd(path)
    on.exit(setwd(previous))
    sys.source(script, environment, keep.source = FALSE)
    if (!exists("score", environment, mode = "function", inherits = FALSE)) {
      stop("score.R defines no function score(model, data)", call. = FALSE)
    }
  } else if (!file.exists(object)) {
    stop("the model folder holds neither model.rds nor score.R", call. = FALSE)
  }
  own_load <- exists("load", environment, mode = "function", inherits = FALSE)
  model <- if (own_load) environment$load(path) else if (file.exists(object)) readRDS(object)
  model_attach(model)
  list(
    object = model,
    score = if (is.null(environment$score)) predict_by_class(model) else environment$score,
    scripted = file.exists(script)
  )
}

# The package whose predict() a class needs, where it is not the class's own name.
MODEL_PACKAGES <- c(
  svm = "e1071", naiveBayes = "e1071", xgb.Booster = "xgboost", lgb.Booster = "lightgbm", gam = "mgcv", lmerMod = "lme4",
  glmerMod = "lme4", nnet = "nnet", multinom = "nnet", polr = "MASS", lda = "MASS", qda = "MASS", coxph = "survival", survreg = "survival",
  ksvm = "kernlab", gbm = "gbm", cv.glmnet = "glmnet", train = "caret", workflow = "workflows", model_fit = "parsnip", lme = "nlme"
)

model_attach <- function(model) {
  for (class in class(model)) {
    package <- if (class %in% names(MODEL_PACKAGES)) MODEL_PACKAGES[[class]] else attr(class(model), "package") %||% class
    if (package %in% c("lm", "glm", "list", "function", ".GlobalEnv")) next
    if (requireNamespace(package, quietly = TRUE)) suppressPackageStartupMessages(library(package, character.only = TRUE))
    else if (class %in% names(MODEL_PACKAGES)) stop("a model of class ", class, " needs the R package ", package, call. = FALSE)
  }
}

`%||%` <- function(value, default) if (is.null(value)) default else value

# Code that keeps threads, devices or handles in the process that loaded it, and so cannot be forked after loading.
UNFORKABLE <- c("torch", "tensorflow", "keras", "keras3", "reticulate", "rJava", "h2o", "sparklyr", "arrow", "lightgbm")

model_unforkable <- function() intersect(UNFORKABLE, loadedNamespaces())

model_packages <- function() {
  packages <- sort(setdiff(loadedNamespaces(), "compiler"))
  structure(lapply(packages, function(package) as.character(getNamespaceVersion(package))), names = packages)
}

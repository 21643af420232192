# Loads the model as a worker would, and scores sample.csv where the model itself says what its columns are: a package that is missing is found when the
# image is built.

here <- "/opt/plumbline/r"
folder <- commandArgs(trailingOnly = TRUE)[1L]
runtime <- new.env(parent = globalenv())
for (file in c("wire.R", "json.R", "model.R", "predict.R", "contract.R", "sample.R", "plumber.R")) sys.source(file.path(here, file), runtime, keep.source = FALSE)

script <- runtime$plumber_file(folder)
sample <- file.path(folder, "sample.csv")
if (!is.null(script)) {
  setwd(folder)
  invisible(plumber::plumb(script))
  cat("plumber took", script, "\n")
}
if (!any(file.exists(file.path(folder, c(if (is.null(script)) "model.rds", "score.R"))))) {
  if (is.null(script)) cat("no model.rds and no score.R here: nothing to try\n")
} else {
  model <- runtime$model_load(folder)
  if (model$scripted || !file.exists(sample)) {
    cat("the model was loaded\n")
  } else {
    answer <- runtime$as_answer(model$score(model$object, runtime$sample_of_file(sample, runtime$contract_learn(model$object))), "prediction")
    cat("the model scored", nrow(answer), "rows of sample.csv\n")
  }
}

# Loads the model as a worker would, and scores sample.csv where there is one: a package that is missing is found when the image is built.

here <- "/opt/plumbline/r"
folder <- commandArgs(trailingOnly = TRUE)[1L]
runtime <- new.env(parent = globalenv())
for (file in c("wire.R", "json.R", "model.R", "predict.R", "contract.R", "sample.R")) sys.source(file.path(here, file), runtime, keep.source = FALSE)
if (!any(file.exists(file.path(folder, c("model.rds", "score.R"))))) {
  cat("no model.rds and no score.R here: nothing to try\n")
  quit("no", 0L)
}
model <- runtime$model_load(folder)
sample <- file.path(folder, "sample.csv")
if (file.exists(sample)) {
  data <- runtime$sample_of_file(sample, runtime$contract_learn(model$object))
  answer <- runtime$as_answer(model$score(model$object, data), "prediction")
  cat("the model scored", nrow(answer), "rows of sample.csv\n")
} else cat("the model was loaded; there is no sample.csv to score\n")

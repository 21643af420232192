# Rscript models.R <folder>: trains the benchmark's models, each into a folder of its own.

folder <- commandArgs(trailingOnly = TRUE)[1L]
save <- function(name, model, data) {
  path <- file.path(folder, name)
  dir.create(path, showWarnings = FALSE, recursive = TRUE)
  saveRDS(model, file.path(path, "model.rds"))
  write.csv(data[seq_len(5L), ], file.path(path, "sample.csv"), row.names = FALSE)
}
set.seed(1)
boston <- MASS::Boston
inputs <- boston[setdiff(names(boston), "medv")]
suppressPackageStartupMessages(library(randomForest))
save("forest", randomForest(medv ~ ., boston, ntree = 100), inputs)
save("lm", lm(medv ~ ., boston), inputs)
if (requireNamespace("ranger", quietly = TRUE)) {
  wide <- as.data.frame(matrix(rnorm(100 * 1000), 1000, dimnames = list(NULL, paste0("x", 1:100))))
  save("ranger", ranger::ranger(y ~ ., cbind(wide, y = wide$x1 + rnorm(1000)), num.trees = 100, num.threads = 1), wide)
}

# Trains the sample model: the median value of owner-occupied homes in Boston, a forest of 100 trees.
# Rscript train.R [destination]; needs the packages MASS (data) and randomForest.

script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[1L])
source(file.path(dirname(script), "..", "..", "r", "record-session.R"))
arguments <- commandArgs(trailingOnly = TRUE)
destination <- if (length(arguments)) arguments[1L] else "."
suppressPackageStartupMessages(library(randomForest))
set.seed(20220701)
boston <- MASS::Boston
model <- randomForest(medv ~ ., data = boston, ntree = 100)
# The formula's environment would otherwise carry this script's workspace into the file.
attr(model$terms, ".Environment") <- globalenv()
saveRDS(model, file.path(destination, "model.rds"), version = 3)
write.csv(boston[c(1, 142, 215, 365, 506), setdiff(names(boston), "medv")], file.path(destination, "sample.csv"), row.names = FALSE)
record_session(destination, model)

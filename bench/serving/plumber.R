# Rscript plumber.R <port> <model.rds>: the model behind plumber, as its own documentation would have it.

arguments <- commandArgs(trailingOnly = TRUE)
suppressPackageStartupMessages({
  library(plumber)
  for (package in c("randomForest", "ranger")) if (requireNamespace(package, quietly = TRUE)) library(package, character.only = TRUE)
})
model <- readRDS(arguments[2L])
answer <- function(data) {
  value <- predict(model, data)
  data.frame(prediction = if (is.list(value)) value$predictions else unname(value))
}
router <- pr()
router <- pr_post(router, "/score", function(req) answer(req$body), serializer = serializer_json(digits = NA), parsers = "json")
router <- pr_post(router, "/score-csv", function(req) answer(utils::read.csv(text = req$body)), serializer = serializer_content_type("text/csv", function(value) {
  paste(utils::capture.output(utils::write.csv(value, row.names = FALSE)), collapse = "\n")
}), parsers = "text")
pr_run(router, "127.0.0.1", as.integer(arguments[1L]), docs = FALSE, quiet = TRUE)

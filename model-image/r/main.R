# Rscript --vanilla main.R parent|apart <input pipe> <output pipe>

arguments <- commandArgs(trailingOnly = FALSE)
here <- dirname(sub("^--file=", "", grep("^--file=", arguments, value = TRUE)[1L]))
runtime <- new.env(parent = globalenv())
for (file in c("wire.R", "json.R", "model.R", "predict.R", "contract.R", "sample.R", "worker.R", "plumber.R", "start.R")) {
  sys.source(file.path(here, file), runtime, keep.source = FALSE)
}
arguments <- commandArgs(trailingOnly = TRUE)
local(switch(arguments[1L],
  parent = runtime$run_parent(arguments[2L], arguments[3L]),
  apart = runtime$run_apart(arguments[2L], arguments[3L]),
  stop("main.R takes parent or apart, an input pipe and an output pipe", call. = FALSE)
))

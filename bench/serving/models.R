# Rscript models.R <folder>: trains the benchmark's models, each into a folder of its own. What needs a package that is missing is left out.

folder <- commandArgs(trailingOnly = TRUE)[1L]
has <- function(package) requireNamespace(package, quietly = TRUE)
place <- function(name) {
  path <- file.path(folder, name)
  dir.create(path, showWarnings = FALSE, recursive = TRUE)
  path
}
save <- function(name, model, data) {
  path <- place(name)
  saveRDS(model, file.path(path, "model.rds"))
  write.csv(data[seq_len(5L), ], file.path(path, "sample.csv"), row.names = FALSE)
}
set.seed(1)
boston <- MASS::Boston
inputs <- boston[setdiff(names(boston), "medv")]
suppressPackageStartupMessages(library(randomForest))
save("forest", randomForest(medv ~ ., boston, ntree = 100), inputs)
save("lm", lm(medv ~ ., boston), inputs)
if (has("e1071")) save("svm", e1071::svm(medv ~ ., boston), inputs)
if (has("ranger")) {
  wide <- as.data.frame(matrix(rnorm(100 * 1000), 1000, dimnames = list(NULL, paste0("x", 1:100))))
  save("ranger", ranger::ranger(y ~ ., cbind(wide, y = wide$x1 + rnorm(1000)), num.trees = 100, num.threads = 1), wide)
}

# A network of layers of 256 by matrix products alone: what an inference costs does not depend on what was learnt.
layers <- lapply(list(c(13, 256), c(256, 256), c(256, 1)), function(size) matrix(rnorm(prod(size)) / sqrt(size[1]), size[1]))
save("network", layers, inputs)
writeLines(c(
  "score <- function(model, data) {",
  "  value <- as.matrix(data)",
  "  for (layer in model[-length(model)]) value <- pmax(value %*% layer, 0)",
  "  drop(value %*% model[[length(model)]])",
  "}"
), file.path(folder, "network", "score.R"))

# A table of a million rows that stands for a model larger than a worker: scoring looks one row of it up for each row of a request.
rows <- 1e6
width <- 8L
large <- matrix(rnorm(rows * width), rows, dimnames = list(NULL, paste0("w", seq_len(width))))
sample <- data.frame(key = c(1, 500000, 999999, 77, 123456))
table <- function(name, load, lookup) {
  path <- place(paste0("large-", name))
  write.csv(sample, file.path(path, "sample.csv"), row.names = FALSE)
  writeLines(c(load, "score <- function(model, data) {", lookup, "}"), file.path(path, "score.R"))
  path
}
path <- table("memory", "load <- function(path) readRDS(file.path(path, \"table.rds\"))", "  rowSums(model[data$key, , drop = FALSE])")
saveRDS(large, file.path(path, "table.rds"), compress = FALSE)
if (has("bigmemory")) {
  path <- table("file", "load <- function(path) bigmemory::attach.big.matrix(file.path(path, \"table.desc\"))", "  rowSums(model[data$key, , drop = FALSE])")
  invisible(bigmemory::as.big.matrix(large, backingfile = "table.bin", descriptorfile = "table.desc", backingpath = path))
}
if (has("RSQLite")) {
  path <- table(
    "database",
    c(
      # Opened by the first request of a process: a connection must not be shared with a parent.
      "here <- NULL",
      "load <- function(path) { here <<- file.path(path, \"table.sqlite\"); new.env() }"
    ),
    c(
      "  if (!identical(model$owner, Sys.getpid())) {",
      "    model$connection <- DBI::dbConnect(RSQLite::SQLite(), here, flags = RSQLite::SQLITE_RO)",
      "    model$owner <- Sys.getpid()",
      "  }",
      "  found <- DBI::dbGetQuery(model$connection, paste0(\"select * from weights where key in (\", paste(data$key, collapse = \",\"), \")\"))",
      "  rowSums(as.matrix(found[match(data$key, found$key), -1]))"
    )
  )
  connection <- DBI::dbConnect(RSQLite::SQLite(), file.path(path, "table.sqlite"))
  invisible(DBI::dbExecute(connection, paste0("create table weights (key integer primary key, ", paste(colnames(large), "real", collapse = ", "), ")")))
  DBI::dbWriteTable(connection, "weights", cbind(key = seq_len(rows), as.data.frame(large)), append = TRUE)
  DBI::dbDisconnect(connection)
}

# Rscript --vanilla describe.R <model.rds> <sample.csv, or ""> <folder of score.R, or "">
# Says what an R object is, as JSON: its classes, the columns that it reads, and what it answers to a few rows; or why it can't be served.

arguments <- commandArgs(trailingOnly = FALSE)
here <- dirname(sub("^--file=", "", grep("^--file=", arguments, value = TRUE)[1L]))
for (file in c("json.R", "model.R", "predict.R", "contract.R", "sample.R")) sys.source(file.path(here, file), globalenv(), keep.source = FALSE)

records <- function(data) {
  texts <- lapply(data, function(column) {
    if (inherits(column, "POSIXt")) format(column, "%Y-%m-%dT%H:%M:%OS3Z", tz = "UTC")
    else if (is.numeric(column) && !is.object(column) || is.logical(column)) column
    else as.character(column)
  })
  lapply(seq_len(nrow(data)), function(row) lapply(texts, `[[`, row))
}

# Rows of the sample, else rows made from the contract, and what the model answers to them; NULL where there are neither.
examples <- function(object, contract, sample, script) {
  known <- length(contract) > 0L && !any(vapply(contract, function(each) each$type == "any", NA))
  data <- if (nzchar(sample)) sample_of_file(sample, contract) else if (known) sample_made(contract)
  if (is.null(data)) return(NULL)
  loaded <- if (nzchar(script)) model_load(script) else list(object = object, score = predict_by_class(object))
  list(rows = records(data), answers = records(as_answer(loaded$score(loaded$object, data), character())))
}

describe <- function(path, sample, script) {
  object <- tryCatch(readRDS(path), error = function(e) NULL)
  if (is.null(object)) return(list(objection = "is no R object: saveRDS() writes one"))
  lacking <- tryCatch({ model_attach(object); NULL }, error = conditionMessage)
  known <- isS4(object) || any(vapply(class(object), function(each) !is.null(utils::getS3method("predict", each, optional = TRUE)), NA))
  contract <- tryCatch(contract_learn(object), error = function(e) NULL)
  if (!known && is.null(contract) && !nzchar(script)) {
    found <- paste0("holds an object of class ", class(object)[[1L]], ", for which R knows no predict()")
    return(list(objection = if (is.null(lacking)) found else paste0(found, ": ", lacking, ", which is not installed here")))
  }
  columns <- lapply(contract, function(each) list(name = each$name, type = each$type, levels = I(each$levels)))
  found <- tryCatch(examples(object, contract, sample, script), error = function(e) list(failure = conditionMessage(e)))
  c(list(classes = I(class(object)), inputs = unname(columns)), if (!is.null(found)) list(examples = found))
}

arguments <- commandArgs(trailingOnly = TRUE)
cat(json(describe(arguments[1L], arguments[2L], arguments[3L])))

# Rscript peers.R plumber-tcp|plumber-unix|httpuv-unix|rserve <port or path> <model.rds>: the model behind the servers that R users have, each as its own documentation would have it.

arguments <- commandArgs(trailingOnly = TRUE)
suppressPackageStartupMessages(for (package in c("randomForest", "ranger")) if (requireNamespace(package, quietly = TRUE)) library(package, character.only = TRUE))
model <- readRDS(arguments[3L])
answer <- function(data) {
  value <- predict(model, data)
  data.frame(prediction = if (is.list(value)) value$predictions else unname(value))
}
from_csv <- function(text) answer(utils::read.csv(text = text))
as_csv <- function(value) paste(utils::capture.output(utils::write.csv(value, row.names = FALSE)), collapse = "\n")
as_json <- function(value) as.character(jsonlite::toJSON(value, digits = NA))

plumber_router <- function() {
  suppressPackageStartupMessages(library(plumber))
  router <- pr()
  router <- pr_post(router, "/score", function(req) answer(req$body), serializer = serializer_json(digits = NA), parsers = "json")
  pr_post(router, "/score-csv", function(req) from_csv(req$body), serializer = serializer_content_type("text/csv", as_csv), parsers = "text")
}

serve_pipe <- function(path, app) {
  httpuv::startPipeServer(path, 0L, app)
  repeat httpuv::service(1000)
}

# No router and no parsers: what is left when plumber is taken away.
httpuv_app <- function() {
  list(call = function(req) {
    text <- rawToChar(req$rook.input$read())
    csv <- req$PATH_INFO == "/score-csv"
    list(
      status = 200L,
      headers = list("Content-Type" = if (csv) "text/csv" else "application/json"),
      body = if (csv) as_csv(from_csv(text)) else as_json(answer(jsonlite::fromJSON(text)))
    )
  })
}

# Rserve forks for each connection; RestRserve adds routes and middleware to the same server.
run_rserve <- function(port) {
  .GlobalEnv$.http.request <- function(path, query, body, headers) {
    text <- rawToChar(body)
    if (path == "/score-csv") list(as_csv(from_csv(text)), "text/csv", character(), 200L)
    else list(as_json(answer(jsonlite::fromJSON(text))), "application/json", character(), 200L)
  }
  Rserve::run.Rserve(http.port = port, qap = "disable", args = "--no-save")
}

switch(arguments[1L],
  "plumber-tcp" = plumber::pr_run(plumber_router(), "127.0.0.1", as.integer(arguments[2L]), docs = FALSE, quiet = TRUE),
  "plumber-unix" = serve_pipe(arguments[2L], plumber_router()),
  "httpuv-unix" = serve_pipe(arguments[2L], httpuv_app()),
  rserve = run_rserve(as.integer(arguments[2L])),
  stop("unknown server")
)

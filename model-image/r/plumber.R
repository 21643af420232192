# A model that answers HTTP itself: an annotated R script, run by the plumber package. Its router is called with the environment that httpuv
# would have made (Rook's, https://github.com/rstudio/httpuv), so statuses, errors, filters and serializers are plumber's own.

PLUMBER_FILES <- c("entrypoint.R", "plumber.R", "service.R")
PLUMBER_ANNOTATION <- "^\\s*#['*]\\s*@(get|put|post|use|delete|head|options|patch|assets|plumber)\\b"

# The script to plumb in a model folder; NULL where there is none. A model.rds beside it is the script's own; rows are scored where there is a score.R.
plumber_file <- function(path) {
  found <- Filter(function(file) file.exists(file.path(path, file)), PLUMBER_FILES)
  # Another program's service.R, or one that entrypoint.R reads, has no say.
  found <- Filter(function(file) file == "entrypoint.R" || any(grepl(PLUMBER_ANNOTATION, readLines(file.path(path, file), warn = FALSE))), found)
  if (length(found) == 0L) return(NULL)
  if (found[1L] != "entrypoint.R" && length(found) > 1L) {
    stop("the model folder holds ", paste(found, collapse = " and "), ", both with plumber's annotations; only one can be served", call. = FALSE)
  }
  found[1L]
}

# What the tags of plumber 1 are; a tag of another version is passed over by plumber without a word.
PLUMBER_TAGS <- c(
  "get", "put", "post", "use", "delete", "head", "options", "patch", "filter", "preempt", "assets", "plumber", "serializer", "parser", "param",
  "response", "tag", "json", "html", "jpeg", "png", "svg", "apiTitle", "apiDescription", "apiTOS", "apiContact", "apiLicense", "apiVersion", "apiTag"
)
# Of roxygen and of plain prose, which plumber takes as such.
PLAIN_TAGS <- c("return", "returns", "description", "details", "examples", "export", "import", "importFrom", "title", "noRd", "keywords", "seealso", "author")

PLUMBER_WORDS <- list(
  list(
    tokens = c("future_promise", "future", "promise", "mirai", "%...>%", "%...!%", "%...T>%", "then"),
    text = "%s: asynchronous code is answered, but its worker takes no other request meanwhile; ask for more workers instead"
  ),
  list(tokens = c("onWSOpen", "onWSMessage", "WebSocket"), text = "%s: websockets are not served; only requests with one answer are"),
  list(
    tokens = c("<<-", "->>"),
    text = "%s changes the memory of one process: every worker has its own, and it is lost when a worker is replaced; keep what must last outside of R"
  ),
  list(
    tokens = "random_cookie_key",
    text = "%s(): the key differs from pod to pod and from start to start, so sessions are lost between them; read the key from a file or a variable"
  )
)

# What a script asks for and will not get here, with the line where it does.
plumber_notes <- function(file) {
  lines <- readLines(file, warn = FALSE, encoding = "UTF-8")
  notes <- list()
  note <- function(line, text) notes[[length(notes) + 1L]] <<- list(line = line, text = text)
  tags <- regmatches(lines, regexec("^\\s*#['*]\\s*@([A-Za-z0-9]+)", lines))
  for (line in which(lengths(tags) == 2L)) {
    tag <- tags[[line]][2L]
    if (!tag %in% c(PLUMBER_TAGS, PLAIN_TAGS)) note(line, sprintf("@%s is no annotation of plumber %s and has no effect", tag, getNamespaceVersion("plumber")))
  }
  parsed <- utils::getParseData(parse(file, keep.source = TRUE, encoding = "UTF-8"))
  leaves <- parsed[parsed$terminal & parsed$token != "COMMENT", ]
  for (word in PLUMBER_WORDS) {
    calls <- leaves[leaves$text %in% word$tokens & !(leaves$text == "then" & leaves$token != "SYMBOL_FUNCTION_CALL"), ]
    for (found in unique(calls$text)) note(calls$line1[match(found, calls$text)], sprintf(word$text, found))
  }
  starts <- leaves[leaves$token == "SYMBOL_FUNCTION_CALL" & leaves$text %in% c("pr_run", "startServer", "runServer"), ]
  for (line in starts$line1) note(line, "a server of the script's own would answer to nobody; the gateway calls the router itself")
  notes
}

# Methods and paths as declared, mounts included.
plumber_routes <- function(router, prefix = "") {
  join <- function(path) paste0(sub("/$", "", prefix), "/", sub("^/", "", path))
  own <- lapply(unlist(router$endpoints, recursive = FALSE, use.names = FALSE), function(endpoint) list(methods = I(endpoint$verbs), path = join(endpoint$path)))
  mounted <- lapply(names(router$mounts), function(path) {
    mount <- router$mounts[[path]]
    if (inherits(mount, "PlumberStatic")) list(list(methods = I("GET"), path = paste0(join(path), if (!endsWith(path, "/")) "/", "*")))
    else plumber_routes(mount, join(path))
  })
  c(own, unlist(mounted, recursive = FALSE))
}

plumber_load <- function(path, file) {
  if (!requireNamespace("plumber", quietly = TRUE)) {
    stop(file, " needs the R package plumber (Debian, Ubuntu: r-cran-plumber)", call. = FALSE)
  }
  version <- getNamespaceVersion("plumber")
  if (package_version(version) < "1.0.0") stop(file, " needs plumber 1.0.0 or later, found ", version, call. = FALSE)
  # For good: plumber answers requests in the script's folder too.
  setwd(path)
  # Scripts call plumber's functions by name, as after library(plumber).
  suppressPackageStartupMessages(library("plumber", character.only = TRUE))
  notes <- plumber_notes(file)
  router <- if (file == "entrypoint.R") plumber::plumb(dir = ".") else plumber::plumb(file)
  list(
    router = router,
    server = utils::packageVersion("httpuv"),
    limit = as.numeric(getOption("plumber.maxRequestSize", 0)),
    hello = list(
      version = as.character(version),
      file = file,
      routes = plumber_routes(router),
      openapi = as.character(jsonlite::toJSON(router$getApiSpec(), auto_unbox = TRUE)),
      notes = notes
    )
  )
}

plumber_input <- function(bytes) {
  force(bytes)
  at <- 0L
  list(
    read = function(l = -1L) {
      from <- at
      at <<- if (l < 0L) length(bytes) else min(length(bytes), from + as.integer(l))
      if (at > from) bytes[(from + 1L):at] else raw()
    },
    read_lines = function(n = -1L) {
      connection <- rawConnection(bytes[seq_along(bytes) > at])
      on.exit(close(connection))
      lines <- readLines(connection, n, warn = FALSE)
      at <<- if (n < 0L) length(bytes) else min(length(bytes), at + sum(nchar(lines, "bytes") + 1L))
      lines
    },
    rewind = function() at <<- 0L
  )
}

plumber_errors <- list(cat = function(...) cat(..., file = stderr()), flush = function() flush(stderr()))

# httpuv's environment of a request. The strings are those of a REQUEST frame, in its order; `server` is httpuv's version, which scripts may ask for.
plumber_request <- function(strings, body, server = NULL) {
  pairs <- matrix(strings[-(1:10)], nrow = 2L)
  headers <- pairs[2L, ]
  names(headers) <- pairs[1L, ]
  variables <- as.list(headers)
  names(variables) <- if (length(headers)) paste0("HTTP_", gsub("-", "_", toupper(names(headers)), fixed = TRUE))
  request <- list2env(c(variables, list(
    REQUEST_METHOD = strings[1L], SCRIPT_NAME = strings[9L], PATH_INFO = strings[2L], QUERY_STRING = strings[3L],
    SERVER_NAME = strings[5L], SERVER_PORT = strings[6L], REMOTE_ADDR = strings[7L], REMOTE_PORT = strings[8L], HEADERS = headers,
    rook.version = "1.1-0", rook.url_scheme = strings[4L], rook.input = plumber_input(body), rook.errors = plumber_errors,
    httpuv.version = server
  )), new.env(parent = emptyenv()))
  if (nzchar(strings[10L])) request$REMOTE_USER <- strings[10L]
  if (!is.null(request$HTTP_CONTENT_TYPE)) request$CONTENT_TYPE <- request$HTTP_CONTENT_TYPE
  if (!is.null(request$HTTP_CONTENT_LENGTH)) request$CONTENT_LENGTH <- request$HTTP_CONTENT_LENGTH
  request
}

# A handler may answer a promise; httpuv would go on with others until it is kept.
plumber_wait <- function(response) {
  if (!promises::is.promise(response)) return(response)
  settled <- FALSE
  value <- NULL
  failure <- NULL
  promises::then(response, function(kept) { value <<- kept; settled <<- TRUE }, function(broken) { failure <<- broken; settled <<- TRUE })
  while (!settled) later::run_now(1)
  if (!is.null(failure)) stop(failure)
  value
}

plumber_body <- function(body) {
  if (is.null(body)) raw()
  else if (is.raw(body)) body
  else if ("file" %in% names(body)) readBin(body[["file"]], "raw", file.size(body[["file"]]))
  else if (is.character(body) && length(body) == 1L) charToRaw(body)
  else stop("the body is of class ", class(body)[1L], " and length ", length(body), "; it must be raw bytes or one string")
}

plumber_text <- function(status, text, type = "text/plain; charset=UTF-8") {
  list(status = status, headers = list("Content-Type" = type), body = charToRaw(enc2utf8(text)))
}

# What httpuv would put on the wire.
plumber_response <- function(response) {
  status <- suppressWarnings(as.integer(response$status))
  if (length(status) != 1L || is.na(status) || status < 100L || status > 999L) stop("the status is ", deparse(response$status), ", which is none")
  list(status = status, headers = lapply(response$headers, function(value) paste(value, collapse = ",")), body = plumber_body(response$body))
}

# What fails outside of plumber's own handlers is answered in httpuv's words.
plumber_respond <- function(plumbed, request, size) {
  if (isTRUE(plumbed$limit > 0) && size > plumbed$limit) return(plumber_text(413L, "Maximum upload size exceeded", "text/plain"))
  answer <- tryCatch(plumber_wait(plumbed$router$call(request)), error = function(failure) plumber_text(500L, paste("ERROR:", conditionMessage(failure))))
  tryCatch(plumber_response(answer), error = function(failure) {
    message(request$REQUEST_METHOD, " ", request$PATH_INFO, ": ", conditionMessage(failure))
    plumber_text(500L, "An exception occurred.")
  })
}

# Answers one REQUEST frame.
plumber_serve <- function(plumbed, input, output, header) {
  strings <- wire_read_strings(input, header[4L], header[6L])
  size <- header[1L] - header[6L]
  body <- if (size > 0L) readBin(input, "raw", size) else raw()
  if (length(strings) < 10L || length(body) != size) wire_stop("a request ends before its head or its body does")
  response <- plumber_respond(plumbed, plumber_request(strings, body, plumbed$server), size)
  wire_write_response(output, header[3L], response)
  flush(output)
  # Callbacks that a handler left for later; httpuv's loop would run them now.
  if (!later::loop_empty()) later::run_now(0)
}

# Packages whose handles a script opens once, at its top, and which two processes must not share.
HANDLE_PACKAGES <- c("future", "mirai", "crew", "pool", "RPostgres", "RPostgreSQL", "RMariaDB", "RMySQL", "odbc", "RSQLite", "duckdb", "mongolite", "redux", "RJDBC")

# What keeps the router from being copied: such packages, and connections of R's own beside the two pipes of this process.
plumber_unforkable <- function() {
  c(model_unforkable(), intersect(HANDLE_PACKAGES, loadedNamespaces()), if (nrow(showConnections()) > 2L) "open connections")
}

# As score_prepare() for a model that is scored: there are no rows to try it with, and none that could go together.
plumber_prepare <- function(instructions, file) {
  plumbed <- NULL
  loading <- seconds(plumbed <- plumber_load(instructions$path, file))
  gc(full = TRUE)
  list(
    plumbed = plumbed,
    hello = list(
      pid = Sys.getpid(),
      r = paste(R.version$major, R.version$minor, sep = "."),
      packages = model_packages(),
      class = I("plumber"),
      scripted = TRUE,
      scores = FALSE,
      contract = NULL,
      sample = "none",
      objection = "plumber answers one request at a time",
      unforkable = I(plumber_unforkable()),
      plumber = plumbed$hello,
      loadSeconds = loading,
      rowSeconds = NULL,
      batchRows = NULL,
      batchSeconds = NULL
    )
  )
}

# plumber runs these when its server ends; a worker ends when the gateway closes its pipe.
plumber_exit <- function(plumbed) {
  hooks <- plumbed$router$.__enclos_env__$private
  if (is.function(hooks$runHooks)) tryCatch(hooks$runHooks("exit"), error = function(failure) message("an exit hook failed: ", conditionMessage(failure)))
}

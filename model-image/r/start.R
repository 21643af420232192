# Loads the model, proves that it scores, tells the gateway what it found.

KIND_FORK <- 4L

# The strings of a START frame, in order; counts come before lists.
read_instructions <- function(input) {
  header <- wire_read_header(input)
  if (is.null(header) || header[2L] != KIND_START) wire_stop("the first frame must be a START frame")
  strings <- wire_read_strings(input, header[4L], header[6L])
  at <- 0L
  take <- function() strings[at <<- at + 1L]
  take_list <- function() vapply(seq_len(as.integer(take())), function(i) take(), "")
  bound <- function(text) if (nzchar(text)) as.double(text)
  path <- take()
  batching <- take() == "true"
  outputs <- take_list()
  inputs <- lapply(seq_len(as.integer(take())), function(i) {
    spec <- list(name = take(), type = take(), nullable = take() == "true")
    c(spec, list(minimum = bound(take()), maximum = bound(take()), levels = I(take_list()), description = ""))
  })
  list(path = path, batching = batching, outputs = outputs, inputs = inputs)
}

seconds <- function(expression) {
  started <- proc.time()[["elapsed"]]
  force(expression)
  proc.time()[["elapsed"]] - started
}

# The slowest-changing figure that proc.time() can see is a millisecond, so a call is repeated until it has taken a few.
seconds_per_call <- function(call) {
  times <- 0L
  started <- proc.time()[["elapsed"]]
  repeat {
    call()
    times <- times + 1L
    elapsed <- proc.time()[["elapsed"]] - started
    if (elapsed >= 0.02) return(elapsed / times)
  }
}

prepare <- function(instructions) {
  script <- plumber_file(instructions$path)
  if (is.null(script)) return(score_prepare(instructions))
  plumbed <- plumber_prepare(instructions, script)
  if (file.exists(file.path(instructions$path, "score.R"))) both_prepared(plumbed, score_prepare(instructions)) else plumbed
}

# A script beside a score.R: HTTP requests go to its router, rows to score().
both_prepared <- function(plumbed, scored) {
  scored$plumbed <- plumbed$plumbed
  scored$hello$plumber <- plumbed$hello$plumber
  scored$hello$unforkable <- I(union(plumbed$hello$unforkable, scored$hello$unforkable))
  scored$hello$loadSeconds <- plumbed$hello$loadSeconds + scored$hello$loadSeconds
  scored
}

score_prepare <- function(instructions) {
  loading <- seconds(model <- model_load(instructions$path))
  fast <- scorer(model, instructions$outputs)
  answer <- function(data) {
    value <- fast(data)
    if (is.data.frame(value)) value else as_answer(value, instructions$outputs)
  }

  learnt <- NULL
  if (length(instructions$inputs) == 0L && !model$scripted) learnt <- contract_learn(model$object)
  contract <- if (length(instructions$inputs)) instructions$inputs else learnt

  file <- file.path(instructions$path, "sample.csv")
  origin <- if (file.exists(file)) "file" else if (length(contract)) "made" else "none"
  sample <- switch(origin, file = sample_of_file(file, contract), made = sample_made(contract), none = NULL)

  objection <- if (!instructions$batching) "it is switched off" else if (is.null(sample)) "there is no sample to compare a batch with its rows: add sample.csv"
  alone <- together <- answered <- NULL
  if (!is.null(sample)) {
    scored <- tryCatch({
      answered <- wire_schema_of(answer(sample))
      TRUE
    }, error = function(failure) {
      # Rows that nobody wrote may be outside what the model can score; rows that the author wrote may not.
      if (origin == "file") stop("the model cannot score its own sample.csv: ", conditionMessage(failure), call. = FALSE)
      objection <<- objection %||% paste("it cannot score rows made from its contract:", conditionMessage(failure))
      sample <<- NULL
      FALSE
    })
    if (scored) {
      # Twice more, so that the byte compiler has done its work before the process is copied.
      for (i in 1:2) answer(sample)
      objection <- objection %||% tryCatch(batch_objection(answer, sample), error = conditionMessage)
      first <- rows_of(sample, 1L)
      alone <- seconds_per_call(function() fast(first))
      together <- seconds_per_call(function() fast(sample))
    }
  }
  gc(full = TRUE)

  list(
    score = fast,
    sample = sample,
    hello = list(
      pid = Sys.getpid(),
      r = paste(R.version$major, R.version$minor, sep = "."),
      packages = model_packages(),
      class = I(class(model$object)),
      scripted = model$scripted,
      scores = TRUE,
      contract = learnt,
      outputs = if (!is.null(answered)) lapply(seq_along(answered$names), function(at) {
        list(name = answered$names[at], type = answered$types[at], levels = I(answered$levels[[at]]))
      }),
      sample = origin,
      objection = objection,
      unforkable = I(as.character(model_unforkable())),
      plumber = NULL,
      loadSeconds = loading,
      rowSeconds = alone,
      batchRows = if (!is.null(sample)) nrow(sample),
      batchSeconds = together
    )
  )
}

say_hello <- function(output, hello) {
  wire_write_text(output, KIND_HELLO, 0L, json(hello))
  flush(output)
}

# Instructions, model, greeting; the failure goes to the gateway as well as to the log.
start <- function(input, output) {
  instructions <- read_instructions(input)
  prepared <- tryCatch(prepare(instructions), error = function(failure) {
    wire_write_text(output, KIND_ERROR, 0L, conditionMessage(failure))
    flush(output)
    message(conditionMessage(failure))
    quit(save = "no", status = 3L)
  })
  prepared$outputs <- instructions$outputs
  prepared
}

# A worker that loads its own model.
run_apart <- function(input_path, output_path) {
  input <- wire_open(input_path, "rb")
  output <- wire_open(output_path, "wb")
  prepared <- start(input, output)
  say_hello(output, prepared$hello)
  worker_serve(input, output, prepared$score, prepared$outputs, prepared$plumbed)
}

# A parent that loads the model once; each FORK frame makes a worker that shares its pages.
run_parent <- function(input_path, output_path) {
  input <- wire_open(input_path, "rb")
  output <- wire_open(output_path, "wb")
  prepared <- start(input, output)
  say_hello(output, prepared$hello)
  repeat {
    header <- wire_read_header(input)
    if (is.null(header)) return(invisible())
    if (header[2L] != KIND_FORK) wire_stop("a parent takes FORK frames only")
    paths <- wire_read_strings(input, 2L, header[6L])
    child <- parallel_fork(estranged = TRUE)
    if (inherits(child, "masterProcess")) {
      close(input)
      close(output)
      run_child(paths, prepared)
      parallel_exit(0L)
    }
    say_hello(output, list(pid = child$pid))
  }
}

run_child <- function(paths, prepared) {
  # Every worker would otherwise draw the same random numbers.
  if (exists(".Random.seed", globalenv())) rm(".Random.seed", envir = globalenv())
  input <- wire_open(paths[1L], "rb")
  output <- wire_open(paths[2L], "wb")
  if (!is.null(prepared$sample)) prepared$score(rows_of(prepared$sample, 1L))
  say_hello(output, list(pid = Sys.getpid()))
  tryCatch(
    worker_serve(input, output, prepared$score, prepared$outputs, prepared$plumbed),
    error = function(failure) message("worker ", Sys.getpid(), ": ", conditionMessage(failure))
  )
}

# parallel offers these to its own functions only; mcparallel() would add a pipe per child that nobody reads.
parallel_fork <- function(...) get("mcfork", asNamespace("parallel"))(...)
parallel_exit <- function(...) get("mcexit", asNamespace("parallel"))(...)

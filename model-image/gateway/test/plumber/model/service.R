# An API that uses what plumber offers, for comparing a plumber process with the gateway.

library(stats)

#* @apiTitle Everything
#* @apiDescription What plumber offers, in one file
#* @apiVersion 1.2.3
#* @apiTOS https://example.org/terms
#* @apiContact list(name = "Ada", url = "https://example.org", email = "ada@example.org")
#* @apiLicense list(name = "Apache 2.0", url = "https://www.apache.org/licenses/LICENSE-2.0.html")
#* @apiTag models What predicts
#* @apiTag files What is a file

model <- lm(dist ~ speed, cars)
started <- "at plumb() time"

#* Counts what passes, and stamps it
#* @filter stamp
function(req, res) {
  res$setHeader("X-Stamp", paste(req$REQUEST_METHOD, req$PATH_INFO))
  req$stamped <- "by the filter"
  plumber::forward()
}

#* Refuses who says so
#* @filter guard
function(req, res) {
  if (identical(req$HTTP_X_REFUSE, "yes")) {
    res$status <- 403
    return(list(error = "refused by the filter"))
  }
  if (identical(req$HTTP_X_BREAK, "yes")) stop("the filter broke")
  plumber::forward()
}

#* The distance a car needs
#* @param speed:numeric* Miles an hour
#* @param times:int How often
#* @tag models
#* @response 200 The distance
#* @get /predict
function(speed, times = 1) unname(predict(model, data.frame(speed = as.numeric(speed)))) * as.integer(times)

#* @post /predict
#* @serializer json list(digits = 8)
function(req) data.frame(dist = unname(predict(model, as.data.frame(req$body))))

#* @put /things/<id:int>
#* @serializer unboxedJSON
function(id, name = "none", res) {
  res$status <- 201
  res$setHeader("Location", paste0("/things/", id))
  list(id = id, class = class(id), name = name)
}

#* @delete /things/<id>
function(id, res) {
  res$status <- 204
  NULL
}

#* @patch /things/<id:int>
#* @serializer unboxedJSON
function(req, id) list(id = id, body = req$body)

#* @get /typed/<flag:bool>/<number:dbl>/<text>
#* @serializer unboxedJSON
function(flag, number, text) list(flag = flag, number = number, text = text)

#* @get /list/<items:[int]>
#* @serializer unboxedJSON
function(items) list(items = items, class = class(items))

#* @get /text
#* @serializer text
function() "plain words: \u00e4\u00f6\u00fc \u65e5\u672c"

#* @get /html
#* @serializer html
function() "<html><body>words</body></html>"

#* @get /csv
#* @serializer csv
function() head(cars, 3)

#* @get /tsv
#* @serializer tsv
function() head(cars, 2)

#* @get /rds
#* @serializer rds
function() 1:3

#* @get /octet
#* @serializer octet
function() as.raw(0:255)

#* @get /pdf
#* @serializer contentType list(type = "application/pdf")
function() charToRaw("%PDF-nothing")

#* @get /cat
#* @serializer cat
function() c("a", "b")

#* @get /print
#* @serializer print
function() summary(cars$speed)

#* @get /format
#* @serializer format
function() 1.5

#* @get /yaml-less
#* @serializer null
function(res) {
  res$body <- "as it is"
  res$setHeader("Content-Type", "text/x-own")
  res
}

#* @get /attachment
#* @serializer csv
function() plumber::as_attachment(head(cars, 1), "cars.csv")

#* @get /png
#* @serializer png list(width = 40, height = 30)
function() plot(1)

#* @post /echo/json
#* @parser json
#* @serializer unboxedJSON
function(req) list(body = req$body, args = req$argsBody, raw = rawToChar(req$bodyRaw))

#* @post /echo/form
#* @parser form
#* @serializer unboxedJSON
function(a, b = "none") list(a = a, b = b)

#* @post /echo/text
#* @parser text
#* @serializer text
function(req) toupper(req$body)

#* @post /echo/csv
#* @parser csv
function(req) req$body

#* @post /echo/octet
#* @parser octet
#* @serializer octet
function(req) rev(req$body)

#* @post /echo/multi
#* @parser multi
#* @parser text
#* @parser octet
#* @serializer unboxedJSON
function(req) lapply(req$body, function(part) list(name = part$name, filename = part$filename, type = part$content_type, size = length(part$value)))

#* @post /echo/rds
#* @parser rds
#* @serializer unboxedJSON
function(req) req$body

#* @get /query
#* @serializer unboxedJSON
function(req, a = "none") list(a = a, all = req$argsQuery, text = req$QUERY_STRING)

#* @post /lines
#* @serializer unboxedJSON
function(req) {
  req$rook.input$rewind()
  first <- req$rook.input$read(3L)
  rest <- req$rook.input$read()
  req$rook.input$rewind()
  list(first = rawToChar(first), rest = length(rest), lines = req$rook.input$read_lines())
}

#* @get /request
#* @serializer unboxedJSON
function(req) {
  list(
    method = req$REQUEST_METHOD, path = req$PATH_INFO, query = req$QUERY_STRING, script = req$SCRIPT_NAME, scheme = req$rook.url_scheme,
    address = req$REMOTE_ADDR, server = req$SERVER_NAME, own = req$HTTP_X_OWN, cookies = req$cookies, stamped = req$stamped,
    headers = as.list(req$HEADERS[c("accept", "x-own")]), globals = started
  )
}

#* @get /cookies
function(res) {
  res$setCookie("first", "1")
  res$setCookie("second", "a b", path = "/", http = TRUE)
  res$removeCookie("third")
  list("set")
}

#* @get /status
function(res, code = 200) {
  res$status <- as.integer(code)
  list(code = code)
}

#* @get /error
function() stop("something is wrong with \"quotes\"")

#* @get /condition
function(res) {
  res$status <- 422
  list(error = jsonlite::unbox("not that"))
}

#* @get /null
function() NULL

#* @get /missing
function(needed) needed

#* @preempt guard
#* @get /free
function(req) list(stamped = req$stamped)

#* @preempt stamp
#* @get /first
function(req) list(stamped = req$stamped)

#* @get /both
#* @post /both
function(req) req$REQUEST_METHOD

#* @use /any
function(req) req$REQUEST_METHOD

#* @head /peek
function(res) {
  res$setHeader("X-Peek", "yes")
  ""
}

#* @get /later
function() promises::promise(function(resolve, reject) later::later(function() resolve("kept"), 0.05))

#* @get /broken
function() promises::promise(function(resolve, reject) reject("broken"))

#* @get /number
function() list(pi = pi, big = 123456789012, na = NA, inf = Inf, date = as.Date("2026-01-02"), f = factor("a"), list = list())

#* @get /dots/<path>.json
function(path) path

#* @assets ./files /static
list()

#* @plumber
function(pr) {
  sub <- plumber::pr()
  sub <- plumber::pr_get(sub, "/hello/<who>", function(who) paste("hello", who))
  sub <- plumber::pr_get(sub, "/fail", function() stop("below"))
  pr <- plumber::pr_mount(pr, "/sub", sub)
  pr <- plumber::pr_set_404(pr, function(req, res) {
    res$status <- 404
    list(error = paste("nothing at", req$PATH_INFO))
  })
  plumber::pr_hook(pr, "postroute", function(data, req, res) res$setHeader("X-Hook", "postroute"))
}

-- Sends prepared visits, each once; every thread takes its own share of the file.
-- A visit is "whole" (form, second look, sending) or "sending" alone.
local threads, counter = {}, 0
local bodies, at, step = {}, 1, 0
local whole, boundary = false, ""

function setup(thread)
  thread:set("number", counter)
  counter = counter + 1
  table.insert(threads, thread)
end

function init(args)
  whole, boundary = args[3] == "whole", args[4]
  local file, number_of_visit = io.open(args[1], "rb"), 0
  for body in file:read("*a"):gmatch("[^\1]+") do
    if number_of_visit % tonumber(args[2]) == number then table.insert(bodies, body) end
    number_of_visit = number_of_visit + 1
  end
end

local function post(body)
  return wrk.format("POST", "/lapor/", {["Content-Type"] = "multipart/form-data; boundary=" .. boundary}, body)
end

function request()
  step = step + 1
  if whole and step % 3 == 1 then return wrk.format("GET", "/lapor/") end
  local body = bodies[at]
  if whole and step % 3 == 2 then return post((body:gsub("kirim", "lihat", 1))) end
  at = at % #bodies + 1
  return post(body)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %.3f, "p50": %.1f, "p99": %.1f, "bad": %d, "broken": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end

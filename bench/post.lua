-- Sends prepared forms, each once; every thread takes its own share of the file.
local threads, counter = {}, 0
local bodies, at, seen = {}, 0, {}

function setup(thread)
  thread:set("number", counter)
  counter = counter + 1
  table.insert(threads, thread)
end

function init(args)
  local line_number = 0
  for line in io.lines(args[1]) do
    if line_number % tonumber(args[2]) == number then table.insert(bodies, line) end
    line_number = line_number + 1
  end
end

function request()
  at = at + 1
  if at > #bodies then at = 1 end
  return wrk.format("POST", "/lapor/", {["Content-Type"] = "application/x-www-form-urlencoded"}, bodies[at])
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %.3f, "p50": %.1f, "p99": %.1f, "bad": %d, "broken": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end

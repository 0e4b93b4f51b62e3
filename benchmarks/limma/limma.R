# usage: Rscript limma.R FOLDER (Y.bin, X.bin column-major doubles, block.txt, dim.txt: features units columns)
suppressMessages(library(limma))
folder <- commandArgs(TRUE)[1]
d <- scan(file.path(folder, "dim.txt"), quiet = TRUE)
Y <- matrix(readBin(file.path(folder, "Y.bin"), "double", d[1] * d[2]), d[1], d[2])
X <- matrix(readBin(file.path(folder, "X.bin"), "double", d[2] * d[3]), d[2], d[3])
C <- matrix(scan(file.path(folder, "C.txt"), quiet = TRUE), d[3])
block <- scan(file.path(folder, "block.txt"), quiet = TRUE)
task <- readLines(file.path(folder, "task.txt"))
run <- switch(task,
  chain = function() eBayes(contrasts.fit(lmFit(Y, X), C), trend = TRUE, robust = TRUE),
  fit = function() lmFit(Y, X),
  blocks = function() duplicateCorrelation(Y, X, block = block)
)
rounds <- as.integer(readLines(file.path(folder, "rounds.txt")))
times <- replicate(rounds, sum(system.time(suppressWarnings(run()))[c("user.self", "sys.self")]))
cat(median(times), "\n")

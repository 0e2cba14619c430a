// Checkout of Harbour Payments: made to be found by scanners, and run by nobody.
const express = require("express");
const { exec } = require("child_process");

const app = express();

app.get("/receipt", (req, res) => {
  exec("convert " + req.query.name, (error, output) => res.send("<p>" + req.query.name + output + "</p>"));
});

app.get("/go", (req, res) => res.redirect(req.query.to));

app.get("/rule", (req, res) => res.send(String(eval(req.query.rule))));

app.listen(3000);

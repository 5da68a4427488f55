// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "options.hpp"
#include "server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace {

/// A file whose reader never sees half a number: written to another name, then renamed.
/// Removed at the end.
class port_file {
public:
    port_file(std::filesystem::path path, std::uint16_t port) : path_(std::move(path)) {
        if (path_.empty()) return;
        auto unfinished = path_;
        unfinished += ".new";
        std::ofstream out{unfinished};
        out << port << '\n';
        out.close();
        if (!out) throw std::runtime_error("cannot write " + unfinished.string());
        std::filesystem::rename(unfinished, path_);
    }
    ~port_file() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove(path_, ignored);
    }
    port_file(port_file const&) = delete;
    port_file& operator=(port_file const&) = delete;

private:
    std::filesystem::path path_;
};

void run(sandbox::options const& chosen) {
    // Caught before the first thread starts, so that an early signal also ends it cleanly.
    boost::asio::io_context io;
    boost::asio::signal_set signals{io, SIGINT, SIGTERM};
    signals.async_wait([](boost::system::error_code const&, int) {});

    sandbox::server const server{chosen.settings};
    port_file const file{chosen.port_file, server.port()};
    std::cout << "listening on " << server.base_url() << '\n' << std::flush;
    io.run();
}

} // namespace

int main(int argc, char** argv) {
    try {
        auto const chosen = sandbox::read_options({argv + 1, argv + argc});
        if (chosen.help)
            std::cout << sandbox::help_text();
        else
            run(chosen);
        return 0;
    } catch (sandbox::usage_error const& error) {
        std::cerr << "connectpsp-sandbox: " << error.what() << " (see --help)\n";
        return 2;
    } catch (std::exception const& error) {
        std::cerr << "connectpsp-sandbox: " << error.what() << '\n';
        return 1;
    }
}

// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "crowds.hpp"

#include "curl_multi.hpp"

#include <utility>

namespace {

class curl_crowd final : public crowd {
public:
    void pay(connectpsp::session& session, connectpsp::create_cash_out order, tell done) override {
        http_.start(connectpsp::exchange{session, std::move(order)}, std::move(done));
    }
    void run(std::function<bool()> const& enough) override {
        while (!http_.idle() && !enough())
            http_.poll();
    }
    void cancel() override { http_.cancel(); }

private:
    examples::curl_multi http_{};
};

} // namespace

std::unique_ptr<crowd> make_curl_crowd() { return std::make_unique<curl_crowd>(); }

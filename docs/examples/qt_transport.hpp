// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "qt_request.hpp"
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QTimer>
#include <chrono>
#include <connectpsp/connectpsp.hpp>
#include <string>
namespace examples {
namespace psp = connectpsp;
/// Carries requests with QNetworkAccessManager of Qt 6.3 or later, one at a time, and keeps the
/// connection. Needs a QCoreApplication and belongs to the thread that makes it. It runs an event
/// loop while it waits; a program with windows therefore calls it on a thread without them.
class qt_transport {
public:
    explicit qt_transport(std::chrono::milliseconds most = std::chrono::seconds{30},
                          std::string const& ca_file = {}) // empty: the system's certificates
        : most_(most) {
        if (ca_file.empty()) return;
        tls_.setCaCertificates(QSslCertificate::fromPath(QString::fromStdString(ca_file)));
    }
    psp::result<psp::response> operator()(psp::request const& message) {
        QNetworkAccessManager fresh; // has a connection of its own
        auto& manager = message.repeatable() ? kept_ : fresh;
        bool const post = message.method == psp::http_method::post;
        qt_body sent{message.body};
        bool left = post && message.body.empty(); // which Qt never reads
        QNetworkRequest out = qt_request(message);
        out.setSslConfiguration(tls_);
        if (post) out.setHeader(QNetworkRequest::ContentLengthHeader, qint64(message.body.size()));
        QNetworkReply* const in =
            post ? manager.sendCustomRequest(out, "POST", &sent) : manager.get(out);
        sent.belongs_to(in);
        in->setReadBufferSize(1 << 16);
        QEventLoop loop;
        std::string body; // ends soon after the limit, which is enough for it to be refused
        QObject::connect(in, &QNetworkReply::requestSent, &loop, [&] { left = true; });
        QObject::connect(in, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        QObject::connect(in, &QNetworkReply::readyRead, &loop, [&] {
            body += in->readAll().toStdString();
            if (body.size() > psp::limits::response_body_bytes) loop.quit();
        });
        QTimer::singleShot(most_, &loop, &QEventLoop::quit);
        if (!in->isFinished()) loop.exec();
        bool const too_large = body.size() > psp::limits::response_body_bytes;
        bool const ended = too_large || (in->isFinished() && answered(in->error()));
        int const code = in->error() == 0 ? QNetworkReply::OperationCanceledError : in->error();
        if (!too_large) body += in->readAll().toStdString();
        psp::response answer{in->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                             in->rawHeader("Content-Type").toStdString(), std::move(body),
                             in->rawHeader("Retry-After").toStdString()};
        in->disconnect(&loop);
        in->abort(); // reads no more from `sent`
        delete in;
        if (ended && answer.status >= 200) return answer;
        static category const qt;
        return psp::error{left || sent.was_read() ? psp::errc::no_answer : psp::errc::not_sent,
                          {.underlying = {code, qt}}};
    }

private:
    struct category final : boost::system::error_category {
        char const* name() const noexcept override { return "Qt"; }
        std::string message(int code) const override {
            return "QNetworkReply::NetworkError " + std::to_string(code);
        }
    };
    // Qt has errors for statuses, too, which follow those of connections and proxies.
    static bool answered(int error) {
        return error == QNetworkReply::NoError || (error > QNetworkReply::UnknownProxyError &&
                                                   error != QNetworkReply::ProtocolFailure &&
                                                   error != QNetworkReply::ContentReSendError);
    }
    std::chrono::milliseconds most_;
    QSslConfiguration tls_ = QSslConfiguration::defaultConfiguration();
    QNetworkAccessManager kept_;
};
} // namespace examples
